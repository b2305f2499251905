"""The server's wire end: sockets in, frames to sessions, frames out."""
