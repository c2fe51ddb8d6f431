"""Labels by hand: which comments to label, the sheet they stand in, and what they correct."""
