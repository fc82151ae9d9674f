import type { Cloud } from "../../state/cloud";
import { type PropertyValue, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";
import { covers, statementsOf } from "./policy-document";

const [keyType, aliasType] = ["aws:kms/key:Key", "aws:kms/alias:Alias"];

/** The key of the stack that an id, an ARN or an alias names; undefined if it is another one. */
export function keyNamed(name: string, { store }: Cloud): LiveResource | undefined {
    const alias = store.ofType(aliasType).find(({ id, outputs }) => [id, text(outputs.arn)].includes(name));
    const wanted = alias ? text(alias.outputs.targetKeyId) : name;
    return store.ofType(keyType).find(({ id, outputs }) => [id, text(outputs.arn)].includes(wanted));
}

/** The policy of a key: the one that was attached last, or its own. */
export function keyPolicyOf(key: LiveResource, { store }: Cloud): PropertyValue | undefined {
    const attached = store
        .ofType("aws:kms/keyPolicy:KeyPolicy")
        .find(({ inputs }) => [key.id, text(key.outputs.arn)].includes(text(inputs.keyId)));
    return attached?.inputs.policy ?? key.inputs.policy;
}

/**
 * Whether a key lets an AWS service call an action. A key that is not of the stack does; the keys that AWS manages, such as
 * `alias/aws/sqs`, admit no other service (docs.aws.amazon.com/kms/latest/developerguide/concepts.html).
 */
export function keyAdmits(name: string, service: string, action: string, cloud: Cloud): boolean {
    if (/(^|:)alias\/aws\//.test(name)) return false;
    const key = keyNamed(name, cloud);
    if (key === undefined) return true;
    return statementsOf(keyPolicyOf(key, cloud)).some(
        ({ Effect, Principal, Action }) =>
            Effect === "Allow" && covers(Action, action) && JSON.stringify(Principal ?? "").includes(service),
    );
}
