import { list, object, string } from "./form";

// docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html. No action that names no service: it would be everything.
const action = string("an action such as s3:GetObject", /^[a-z0-9-]+:[A-Za-z0-9*?]+$/);
const resource = string(
    "an ARN, or * for actions that have no resource",
    /^(\*|arn:aws[a-z-]*:[a-z0-9-]+:[^:\s]*:[^:\s]*:\S+)$/,
);

/** Actions that an API may do at AWS, and on what: an entry of `gatehouse:apis.<name>.access`. */
export const statement = object({
    actions: list("a list of actions such as [s3:GetObject]", action).min(1, { error: "at least one action" }),
    resources: list("a list of ARNs", resource).min(1, { error: "at least one ARN" }),
});
