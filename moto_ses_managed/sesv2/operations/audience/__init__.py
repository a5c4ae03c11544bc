"""Operations on contacts, and on the emails that verify their addresses."""
