"""The wire protocol, version 1: frames, their codec, and the cleaning of text. No sockets here."""
