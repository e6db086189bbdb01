"""The host's commands and what the host sees: doctor, status, health, copies, key rotation, logs."""
