"""What a neighbourhood decides together: meetings with their minutes, and decisions followed to their end."""
