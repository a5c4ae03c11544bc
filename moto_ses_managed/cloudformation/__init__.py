"""AWS::SES resources in moto's CloudFormation. Their handlers are clients of SES, as on AWS.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

# Imported first: the import of moto's module makes extension.py import this package, which must then be complete.
import moto.cloudformation  # noqa: F401
