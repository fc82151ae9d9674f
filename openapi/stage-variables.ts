/** Names of the stage variables through which the body refers to one API's backend. */
export interface StageVariableNames {
    /** Holds the id of the VPC link, for example `picturesLink`. */
    readonly link: string;
    /** Holds host and port of the load balancer, for example `picturesBackend`. */
    readonly backend: string;
    /** Holds the alias of the Lambda function, for example `picturesAlias`. */
    readonly alias: string;
    /** Holds the name of the DynamoDB table, where the gateway itself reads it, for example `picturesTable`. */
    readonly table: string;
}

/** The stage variable with the id of the stack's own user pool; no API's variable has this name. */
export const userPoolVariable = "userPool";

/** Names the stage variables of an API, for example `pictures` or `order-lines`: letters and digits only, as AWS requires. */
export function stageVariableNames(api: string): StageVariableNames {
    const name = camelCase(api);
    return { link: `${name}Link`, backend: `${name}Backend`, alias: `${name}Alias`, table: `${name}Table` };
}

/** Replaces each `${stageVariables.name}` in a template; undefined if the stage lacks one of them. */
export function withStageVariables(template: string, variables: Readonly<Record<string, string>>): string | undefined {
    let complete = true;
    const replaced = template.replaceAll(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => {
        const value = variables[name];
        if (value === undefined) complete = false;
        return value ?? "";
    });
    return complete ? replaced : undefined;
}

/** Converts a hyphenated name to camel case, for example `order-lines` to `orderLines`. */
export function camelCase(name: string): string {
    return name.replaceAll(/-+([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** Converts the first letter of a name to upper case. */
export function upperFirst(name: string): string {
    return name.charAt(0).toUpperCase() + name.slice(1);
}
