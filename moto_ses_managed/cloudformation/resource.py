"""A resource of a stack, with the interface that moto's CloudFormation expects."""

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
    """One resource. Each subclass is one resource type, with the names in its schema:

    ``type_name`` is the type; ``properties`` its properties; ``required`` those that a template must set;
    ``read_only`` the attributes for Fn::GetAtt; ``tagged_as`` the type in the ARN, None if the type has no tags.
    """

    type_name: ClassVar[str]
    properties: ClassVar[frozenset[str]]
    required: ClassVar[frozenset[str]] = frozenset()
    read_only: ClassVar[tuple[str, ...]] = ()
    tagged_as: ClassVar[str | None] = None

    # moto sets these two.
    cf_resource_type: str
    logical_resource_id: str

    # The resource's stack, and the settings in its template, without the stack's tags.
    stack_id: str
    declared: Properties

    replaces: SesResource | None = None
    """The resource that this one replaces in an update. It is removed at the end of the update."""

    def __init__(self, name: str, settings: Properties, ses: SesCalls) -> None:
        self.name = name
        self.settings = settings
        self.ses = ses

    @classmethod
    @abstractmethod
    def given_name(cls, settings: Properties) -> str | None:
        """The name in the template, or None if CloudFormation generates the name."""

    @classmethod
    def parent(cls, settings: Properties) -> str | None:
        """The resource within which the name is unique. If the parent changes, the resource is replaced."""
        del settings
        return None

    @abstractmethod
    def create(self) -> None:
        """Create the resource. Raises ResourceRefusedError, and leaves nothing behind in that case."""

    @abstractmethod
    def change(self, before: Properties) -> None:
        """Update the resource from ``before`` to its settings. Raises ResourceRefusedError."""

    @abstractmethod
    def remove(self) -> None:
        """Delete the resource; it is no error if it does not exist. Raises ResourceRefusedError."""

    def attribute(self, name: str) -> str:
        """The value that Fn::GetAtt returns for one of the names in ``read_only``."""
        raise NotImplementedError(name)

    def is_replaced_from(self, before: Properties) -> bool:
        """Whether the change from ``before`` needs a new resource, apart from a change of the name."""
        del before
        return False

    @classmethod
    def fitting(cls, name: str) -> str:
        """Convert a generated name to a form that SES accepts. The random end of the name is kept."""
        return name if len(name) <= 64 else name[: 64 - 13] + name[-13:]

    def set_tags(self, before: Properties) -> None:
        """Update the resource's tags from ``before`` to its settings."""
        old = {tag["Key"]: tag["Value"] for tag in before.get("Tags", ())}
        new = {tag["Key"]: tag["Value"] for tag in self.settings.get("Tags", ())}
        gone = sorted(old.keys() - new.keys())
        changed = [{"Key": key, "Value": value} for key, value in new.items() if old.get(key) != value]
        if gone:
            self.ses.v2("UntagResource", ResourceArn=self.arn, TagKeys=gone)
        if changed:
            self.ses.v2("TagResource", ResourceArn=self.arn, Tags=changed)

    def follow_stack_tags(self) -> None:
        """Apply the stack's current tags. Raises ResourceRefusedError."""
        before, self.settings = self.settings, self._with_stack_tags(self.declared, self.ses, self.stack_id)
        try:
            self.set_tags(before)
        except ResourceRefusedError as error:
            raise error.about("UPDATE", self.logical_resource_id, self.type_name) from error.__cause__

    @property
    def arn(self) -> str:
        """The resource's ARN, for its tags."""
        partition = get_partition(self.ses.region_name)
        return f"arn:{partition}:ses:{self.ses.region_name}:{self.ses.account_id}:{self.tagged_as}/{self.name}"

    # The rest is moto's interface for resources.

    @property
    def physical_resource_id(self) -> str:
        """The value that Ref returns."""
        return self.name

    def is_created(self) -> bool:
        """Always true: a resource is created immediately."""
        return True

    @classmethod
    def cloudformation_type(cls) -> str:
        return cls.type_name

    @staticmethod
    def cloudformation_name_type() -> str:
        """Empty: given_name() finds the name instead, which some types have in a structure."""
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
        del account_id, region_name  # those of the stack, and so of the original resource
        try:
            new = cls._updated(original_resource, new_resource_name, cloudformation_json["Properties"])
        except ResourceRefusedError as error:
            raise error.about("UPDATE", original_resource.logical_resource_id, cls.type_name) from error.__cause__
        return new

    @classmethod
    def _updated(cls, original: SesResource, new_name: str, properties: Properties) -> SesResource:
        declared = cls._checked(properties)
        if original.replaces is not None and original.replaces.declared == declared:
            # The update is being rolled back, and the old resource still exists.
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
            # Undo what was changed before the refusal.
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
        """Return the properties. Raises ResourceRefusedError if one is unknown, or a required one is missing."""
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
