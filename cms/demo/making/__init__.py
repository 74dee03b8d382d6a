"""How the files of the demonstration were made; needs tools that the running site does not."""
