import { createHash } from "node:crypto";
import type { Invokes } from "../../resources/invoke";
import { elementsOf, listOf, type PropertyMap, type PropertyValue } from "../../state/property-values";

/** Writes IAM policy documents, which needs no cloud. */
export const policyDocumentInvokes: Invokes = {
    "aws:iam/getPolicyDocument:getPolicyDocument": {
        args: ["policyId", "statements", "version"],
        answer: ({ policyId, statements = null, version }) => {
            const document: PropertyMap = {
                Version: version ?? "2012-10-17",
                ...(policyId ? { Id: policyId } : {}),
                Statement: listOf(statements).map(statementOf),
            };
            const json = JSON.stringify(document, undefined, 2);
            const id = createHash("sha1").update(json).digest("hex").slice(0, 10);
            return { id, json, minifiedJson: JSON.stringify(document), statements, version: document.Version ?? null };
        },
    },
};

function statementOf(statement: PropertyMap): PropertyMap {
    return {
        ...(statement.sid ? { Sid: statement.sid } : {}),
        Effect: statement.effect ?? "Allow",
        ...strings("Action", statement.actions),
        ...strings("NotAction", statement.notActions),
        ...strings("Resource", statement.resources),
        ...strings("NotResource", statement.notResources),
        ...principals("Principal", statement.principals),
        ...principals("NotPrincipal", statement.notPrincipals),
        ...conditions(statement.conditions),
    };
}

function principals(key: string, given: PropertyValue | undefined): PropertyMap {
    const byType = listOf(given);
    if (byType.length === 0) return {};
    if (byType.some(({ type }) => type === "*")) return { [key]: "*" };
    return { [key]: Object.assign({}, ...byType.map(({ type, identifiers }) => strings(String(type), identifiers))) };
}

function conditions(given: PropertyValue | undefined): PropertyMap {
    const all: Record<string, PropertyMap> = {};
    for (const { test, variable, values } of listOf(given)) {
        all[String(test)] = { ...all[String(test)], ...strings(String(variable), values) };
    }
    return Object.keys(all).length === 0 ? {} : { Condition: all };
}

// IAM writes a list of one as the one itself, and the provider does so too.
function strings(key: string, given: PropertyValue | undefined): PropertyMap {
    const list = elementsOf(given);
    const [first] = list;
    if (first === undefined) return {};
    return { [key]: list.length === 1 ? first : [...list].sort() };
}
