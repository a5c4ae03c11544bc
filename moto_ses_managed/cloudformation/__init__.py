"""AWS::SES resources in moto's CloudFormation: handlers that are clients of SES, as on AWS.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

# First of all: the extension looks at this room when moto's module is first imported, and must find it whole.
import moto.cloudformation  # noqa: F401
