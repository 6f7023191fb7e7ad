"""What a change means: two Graphs side by side, as the things that people talk of."""
