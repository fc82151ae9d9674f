import { named, type ResourceTypes } from "../resources/resource-type";
import { creationTime } from "../resources/template";

/** AWS Identity and Access Management. */
export const iam: ResourceTypes = {
    "aws:iam/role:Role": {
        id: "{name}",
        regional: false,
        autoName: { ...named, maxLength: 64 },
        defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
        outputs: {
            arn: "arn:aws:iam::{account}:role{path}{name}",
            createDate: creationTime,
            inlinePolicies: [],
            managedPolicyArns: [],
            namePrefix: "",
            uniqueId: "AROA{upper:17}",
        },
        required: ["assumeRolePolicy"],
        replaceOn: ["name", "namePrefix", "path"],
    },
    "aws:iam/policy:Policy": {
        id: "arn:aws:iam::{account}:policy{path}{name}",
        regional: false,
        autoName: named,
        defaults: { path: "/" },
        outputs: { arn: "{id}", attachmentCount: 0, namePrefix: "", policyId: "ANPA{upper:17}" },
        required: ["policy"],
        replaceOn: ["description", "name", "path"],
    },
    "aws:iam/rolePolicy:RolePolicy": {
        id: "{role}:{name}",
        regional: false,
        autoName: named,
        outputs: { namePrefix: "" },
        required: ["policy", "role"],
        replaceOn: ["name", "namePrefix", "role"],
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
        id: "{role}/{policyArn}",
        regional: false,
        required: ["policyArn", "role"],
        replaceOn: ["policyArn", "role"],
    },
    "aws:iam/instanceProfile:InstanceProfile": {
        id: "{name}",
        regional: false,
        autoName: named,
        defaults: { path: "/" },
        outputs: {
            arn: "arn:aws:iam::{account}:instance-profile{path}{name}",
            createDate: creationTime,
            namePrefix: "",
            uniqueId: "AIPA{upper:17}",
        },
        replaceOn: ["name", "path"],
    },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
        id: "arn:aws:iam::{account}:oidc-provider/{alnum:12}",
        regional: false,
        outputs: { arn: "{id}", thumbprintLists: [] },
        required: ["clientIdLists", "url"],
        replaceOn: ["url"],
    },
};
