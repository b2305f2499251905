"""The steps a database is brought up by, one file a revision; `tutor_server.store.schema` runs them."""
