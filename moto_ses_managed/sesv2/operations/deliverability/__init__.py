"""Operations that tell how mail fares: insights, recommendations, the deliverability dashboard."""
