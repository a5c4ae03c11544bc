"""Operations on deliverability: insights, recommendations, and the Deliverability dashboard."""
