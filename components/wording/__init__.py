"""Tables of message ids: what each refusal, label and journal entry is called. The catalogues translate them."""
