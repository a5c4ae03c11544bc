"""moto's ``mock_aws`` with managed pools.

moto is imported as soon as this name is: a mock answers the clients that are created from then on, as with moto's own
``mock_aws``.
"""

from typing import TYPE_CHECKING

from moto import mock_aws as _moto_mock_aws

from .extension import activate

if TYPE_CHECKING:
    from moto import mock_aws as mock_aws
else:

    def mock_aws(*args, **kwargs):
        """moto's ``mock_aws``, with activate() done."""
        activate()
        return _moto_mock_aws(*args, **kwargs)
