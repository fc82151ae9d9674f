import { machineProblem, mismatch, templateOf } from "../../resources/machines";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { mapOf, type PropertyMap, text } from "../../state/property-values";

const groupType = "aws:autoscaling/group:Group";
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const invalid = "ValidationError: You must use a valid fully-formed launch template.";

/** Calls that EC2 Auto Scaling, and EC2 for its launch templates, reject. */
export const autoScaling: readonly Rejection[] = [
    {
        what: "a launch template with more than 16 KB of user data",
        type: templateType,
        on: ["create", "update"],
        source: "github-aws-runners/terraform-aws-github-runner#3700, hashicorp/terraform-provider-aws#49234",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            Buffer.from(text(properties.userData), "base64").length > 16_384
                ? "InvalidUserData.Malformed: User data is limited to 16384 bytes."
                : undefined,
    },
    {
        what: "a group whose launch template does not exist, or not in this version",
        type: groupType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateSpecification.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const { id, version } = mapOf(properties.launchTemplate);
            if (id === undefined) return undefined;
            const latest = Number(templateOf(properties, cloud)?.outputs.latestVersion ?? 0);
            const isThere = latest > 0 && (!/^\d+$/.test(text(version)) || Number(text(version)) <= latest);
            return isThere ? undefined : `${invalid} ${text(id)} has no version ${text(version)}`;
        },
    },
    {
        what: "a group whose instance profile does not exist, or has no role",
        type: groupType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/autoscaling/group.go",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const profile = profileOf(properties, cloud);
            return profile === undefined || hasRole(profile, cloud)
                ? undefined
                : `${invalid} Value (${profile}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`;
        },
    },
    {
        what: "a group whose instance type is for another architecture than the image of its machines",
        type: groupType,
        on: ["create", "update"],
        source: "eksctl-io/eksctl#8235, Genaker/TerraformMagentoCloud#21",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const different = mismatch(templateOf(properties, cloud)?.inputs ?? {}, cloud);
            return (
                different &&
                `${invalid} The architecture '${different.type}' of the specified instance type does not match the architecture '${different.image}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`
            );
        },
    },
    {
        what: "a group whose machines do not become healthy at its load balancer, such as one before its listener; the group exists",
        type: groupType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, internal/service/autoscaling/group.go; hashicorp/terraform#11451",
        verbatim: false,
        delayed: true,
        reject: ({ properties }, cloud) => {
            const wanted = Number(text(properties.minElbCapacity));
            const reason = wanted > 0 ? machineProblem(properties, cloud) : undefined;
            return (
                reason &&
                `waiting for Auto Scaling Group (${text(properties.name)}) capacity satisfied: want at least ${wanted} healthy instance(s) registered to Load Balancer, have 0: ${reason}`
            );
        },
    },
    {
        what: "deleting a launch template that a group uses (AWS deletes it, and the group launches no machine any more; the simulation rejects it)",
        type: templateType,
        on: ["delete"],
        source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplate.html",
        verbatim: false,
        retried: true,
        reject: ({ id = "" }, { store }) =>
            store.ofType(groupType).some(({ inputs }) => text(mapOf(inputs.launchTemplate).id) === id)
                ? `an Auto Scaling group launches its machines from ${id}`
                : undefined,
    },
];

const profileType = "aws:iam/instanceProfile:InstanceProfile";

// The ARN or the name; undefined without a profile.
function profileOf(group: PropertyMap, cloud: Cloud): string | undefined {
    const { arn, name } = mapOf(templateOf(group, cloud)?.inputs.iamInstanceProfile);
    return text(arn ?? name ?? null) || undefined;
}

function hasRole(profile: string, { store }: Cloud): boolean {
    return store
        .ofType(profileType)
        .some(
            ({ inputs, outputs }) =>
                [outputs.arn, outputs.name].map(text).includes(profile) && text(inputs.role) !== "",
        );
}
