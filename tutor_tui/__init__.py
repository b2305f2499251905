"""The programs a learner sees: `tutor chat`, as an app and as plain lines."""
