"""Groups of articles side by side, and which of their differences are more than noise."""
