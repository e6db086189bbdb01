"""What the host uses: doctor, status, health, copies, key rotation, unmasking, logs; and the
processes that clean pictures."""
