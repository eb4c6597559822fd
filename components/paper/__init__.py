"""What leaves on paper: built from rows and words, without a screen."""
