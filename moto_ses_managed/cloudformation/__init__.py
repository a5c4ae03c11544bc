"""AWS::SES resources in moto's CloudFormation: handlers that are clients of SES, as on AWS.

Private: what moto_ses_managed itself exports is public, nothing else.
"""
