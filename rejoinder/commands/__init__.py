"""The commands, a module each; ``rejoinder.cli`` lists them."""
