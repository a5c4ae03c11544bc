"""Operations on contacts and on verification emails."""
