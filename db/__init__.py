"""Tables, rules and queries. Knows no screen: nothing here imports Streamlit or holds a word that a person reads."""
