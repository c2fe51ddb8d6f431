"""Stance towards named targets: what they are, where they are named, and how each clause sides.

``target`` says what a target is, ``file`` reads and writes lists of them, ``mentions`` finds them
in a text, ``cues`` tells how a clause sides with what it names, ``scoring`` sums that up to rows,
``proposals`` suggests targets. The page is ``docs/targets.md``.
"""
