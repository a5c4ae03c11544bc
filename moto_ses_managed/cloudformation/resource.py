"""A resource of a stack, as moto's CloudFormation asks for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.utilities.utils import get_partition

from .calls import SesCalls
from .errors import ResourceRefusedError
from .stack_tags import tags_of_stack, with_stack_tags

Properties = Mapping[str, Any]


class SesResource(ABC):
    """One resource. A subclass is one type of resource, with its schema's names:

    ``type_name`` is the type; ``properties`` its properties; ``required`` those that a template must set;
    ``read_only`` what Fn::GetAtt gives; ``tagged_as`` the kind in the ARN of a type with tags, None for one without.
    """

    type_name: ClassVar[str]
    properties: ClassVar[frozenset[str]]
    required: ClassVar[frozenset[str]] = frozenset()
    read_only: ClassVar[tuple[str, ...]] = ()
    tagged_as: ClassVar[str | None] = None

    # moto writes these two.
    cf_resource_type: str
    logical_resource_id: str

    # Set with the resource: its stack, and its settings as the template has them, without the stack's tags.
    stack_id: str
    declared: Properties

    replaces: SesResource | None = None
    """The one that an update made this one for. It is removed when all else of the update is done."""

    def __init__(self, name: str, settings: Properties, ses: SesCalls) -> None:
        self.name = name
        self.settings = settings
        self.ses = ses

    @classmethod
    @abstractmethod
    def given_name(cls, settings: Properties) -> str | None:
        """The name that the template gives, None where CloudFormation is to make one up."""

    @classmethod
    def parent(cls, settings: Properties) -> str | None:
        """What the resource's name is a name in: with another parent it is another resource."""
        del settings
        return None

    @abstractmethod
    def create(self) -> None:
        """Make the resource. Raises ResourceRefusedError; nothing is left of it then."""

    @abstractmethod
    def change(self, before: Properties) -> None:
        """Bring the resource from ``before`` to its settings. Raises ResourceRefusedError."""

    @abstractmethod
    def remove(self) -> None:
        """Delete the resource. Raises ResourceRefusedError; that it is gone already is no error."""

    def attribute(self, name: str) -> str:
        """The value that Fn::GetAtt gives for a name that is ``read_only``."""
        raise NotImplementedError(name)

    def is_replaced_from(self, before: Properties) -> bool:
        """Whether the change from ``before`` needs a new resource, its name's apart."""
        del before
        return False

    @classmethod
    def fitting(cls, name: str) -> str:
        """A name that CloudFormation made up, in the form that SES takes: its random end is kept."""
        return name if len(name) <= 64 else name[: 64 - 13] + name[-13:]

    def set_tags(self, before: Properties) -> None:
        """Bring the resource's tags from ``before`` to its settings."""
        old = {tag["Key"]: tag["Value"] for tag in before.get("Tags", ())}
        new = {tag["Key"]: tag["Value"] for tag in self.settings.get("Tags", ())}
        gone = sorted(old.keys() - new.keys())
        changed = [{"Key": key, "Value": value} for key, value in new.items() if old.get(key) != value]
        if gone:
            self.ses.v2("UntagResource", ResourceArn=self.arn, TagKeys=gone)
        if changed:
            self.ses.v2("TagResource", ResourceArn=self.arn, Tags=changed)

    def follow_stack_tags(self) -> None:
        """Take the tags that the stack has now. Raises ResourceRefusedError."""
        before, self.settings = self.settings, self._with_stack_tags(self.declared, self.ses, self.stack_id)
        try:
            self.set_tags(before)
        except ResourceRefusedError as error:
            raise error.about("UPDATE", self.logical_resource_id, self.type_name) from error.__cause__

    @property
    def arn(self) -> str:
        """The ARN that its tags are known by."""
        partition = get_partition(self.ses.region_name)
        return f"arn:{partition}:ses:{self.ses.region_name}:{self.ses.account_id}:{self.tagged_as}/{self.name}"

    # What follows is moto's interface of a resource.

    @property
    def physical_resource_id(self) -> str:
        """What Ref gives."""
        return self.name

    def is_created(self) -> bool:
        """At once."""
        return True

    @classmethod
    def cloudformation_type(cls) -> str:
        return cls.type_name

    @staticmethod
    def cloudformation_name_type() -> str:
        """Names are found by given_name(), as some stand in a structure."""
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in cls.read_only

    def get_cfn_attribute(self, attribute_name: str) -> str:
        if attribute_name not in self.read_only:
            raise UnformattedGetAttTemplateException
        return self.attribute(attribute_name)

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str, **stack: Any
    ) -> SesResource:
        try:
            declared = cls._checked(cloudformation_json["Properties"])
            name = cls.given_name(declared) or cls.fitting(resource_name)
            resource = cls._of_stack(name, declared, SesCalls(account_id, region_name), stack["StackId"])
            resource.create()
        except ResourceRefusedError as error:
            raise error.about("CREATE", stack["LogicalId"], cls.type_name) from error.__cause__
        return resource

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: SesResource,
        new_resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
    ) -> SesResource:
        del account_id, region_name  # the stack's, and so the old one's
        try:
            new = cls._updated(original_resource, new_resource_name, cloudformation_json["Properties"])
        except ResourceRefusedError as error:
            raise error.about("UPDATE", original_resource.logical_resource_id, cls.type_name) from error.__cause__
        return new

    @classmethod
    def _updated(cls, original: SesResource, new_name: str, properties: Properties) -> SesResource:
        declared = cls._checked(properties)
        if original.replaces is not None and original.replaces.declared == declared:
            # The update is rolled back, and the old resource is there still.
            original.remove()
            return original.replaces
        before = original.settings
        name_given, was_given = cls.given_name(declared), cls.given_name(before)
        keeps_name = name_given == original.name if name_given is not None else was_given is None
        moves = cls.parent(declared) != cls.parent(before)
        resource = cls._of_stack(original.name, declared, original.ses, original.stack_id)
        is_replaced = resource.is_replaced_from(before)
        if is_replaced and keeps_name and name_given is not None:
            raise ResourceRefusedError(
                "NotUpdatable",
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                f"Rename {name_given} and update the stack again.",
            )
        if keeps_name and not moves and not is_replaced:
            return cls._changed(original, resource)
        resource.name = name_given or cls.fitting(new_name)
        resource.create()
        resource.replaces = original
        return resource

    @classmethod
    def _changed(cls, original: SesResource, resource: SesResource) -> SesResource:
        try:
            resource.change(original.settings)
        except ResourceRefusedError:
            # What was changed before the refusal goes back.
            original.change(resource.settings)
            raise
        resource.replaces = original.replaces
        return resource

    def delete(self, account_id: str, region_name: str) -> None:
        del account_id, region_name
        try:
            self.remove()
        except ResourceRefusedError as error:
            raise error.about("DELETE", self.logical_resource_id, self.type_name) from error.__cause__

    @classmethod
    def _of_stack(cls, name: str, declared: Properties, ses: SesCalls, stack_id: str) -> SesResource:
        resource = cls(name, cls._with_stack_tags(declared, ses, stack_id), ses)
        resource.declared, resource.stack_id = declared, stack_id
        return resource

    @classmethod
    def _with_stack_tags(cls, declared: Properties, ses: SesCalls, stack_id: str) -> Properties:
        if cls.tagged_as is None:
            return declared
        return with_stack_tags(declared, tags_of_stack(ses.account_id, ses.region_name, stack_id))

    @classmethod
    def _checked(cls, settings: Properties) -> Properties:
        """The properties, where the type has all of them and all that it requires are there."""
        unknown = sorted(settings.keys() - cls.properties)
        if unknown:
            raise ResourceRefusedError(
                "InvalidRequest",
                f"Properties validation failed for resource of type {cls.type_name} with message: "
                f"#: extraneous key [{unknown[0]}] is not permitted",
            )
        missing = sorted(cls.required - settings.keys())
        if missing:
            raise ResourceRefusedError(
                "InvalidRequest",
                f"Properties validation failed for resource of type {cls.type_name} with message: "
                f"#: required key [{missing[0]}] not found",
            )
        return settings
