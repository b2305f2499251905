"""The link to a server: connect, resume, resend. Pure parts beside one thin shell."""
