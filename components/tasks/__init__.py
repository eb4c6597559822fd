"""What waits for each role: one function a kind of task, each a sentence with a number and the page that opens it."""
