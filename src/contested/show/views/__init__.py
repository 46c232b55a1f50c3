"""Views: plain frozen values that terminal and page render alike."""
