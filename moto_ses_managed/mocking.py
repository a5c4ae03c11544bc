"""moto's ``mock_aws`` with managed pools.

Importing this module imports moto. A mock answers the clients that are created afterwards, as with moto's own
``mock_aws``.
"""

from typing import TYPE_CHECKING

from moto import mock_aws as _moto_mock_aws

from .extension import activate

if TYPE_CHECKING:
    from moto import mock_aws as mock_aws
else:

    def mock_aws(*args, **kwargs):
        """moto's ``mock_aws``, after a call of activate()."""
        activate()
        return _moto_mock_aws(*args, **kwargs)
