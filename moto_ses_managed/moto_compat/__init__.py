"""All of moto's internals that this project uses. moto does not guarantee them; no other package here names them.

Other packages use the backends, responses and exceptions of moto's services. ``NEEDED`` lists those names too, so that
activate() reports a missing name, rather than the first request that needs it.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

from .access_keys import secret_of_key as secret_of_key
from .clients import answer_of_mock as answer_of_mock
from .clients import body_of_client as body_of_client
from .clients import client_in_process as client_in_process
from .clients import url_of_client as url_of_client
from .deliveries import Subscriber as Subscriber
from .deliveries import deliveries_within as deliveries_within
from .deliveries import end_timed_deliveries as end_timed_deliveries
from .deliveries import publish_to_topic as publish_to_topic
from .deliveries import put_event as put_event
from .deliveries import put_metric as put_metric
from .deliveries import put_record as put_record
from .deliveries import tagged_resource as tagged_resource
from .deliveries import topic_exists as topic_exists
from .hooks import add_paths as add_paths
from .hooks import answer_clients_with as answer_clients_with
from .hooks import backends_lock as backends_lock
from .hooks import replace_backends as replace_backends
from .names import FOR_CLOUDFORMATION as FOR_CLOUDFORMATION
from .names import FOR_SERVER as FOR_SERVER
from .names import FOR_SHORTCUTS as FOR_SHORTCUTS
from .names import NEEDED as NEEDED
from .names import ON_FIRST_USE as ON_FIRST_USE
from .names import missing as missing
from .names import shortcuts_work as shortcuts_work
from .requests import IamRefusal as IamRefusal
from .requests import access_key_in as access_key_in
from .requests import account_of_key as account_of_key
from .requests import allows_all_origins as allows_all_origins
from .requests import authorize as authorize
from .requests import iam_is_enforced as iam_is_enforced
from .requests import is_passed_through as is_passed_through
from .requests import is_recording as is_recording
from .requests import names_region as names_region
from .requests import note_visit as note_visit
from .requests import random_uuid as random_uuid
from .servers import dispatcher_class as dispatcher_class
from .servers import kept_headers as kept_headers
from .servers import server_of_this_mode as server_of_this_mode
from .versions import unsupported as unsupported
