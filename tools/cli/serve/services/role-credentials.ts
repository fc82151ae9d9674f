import { createHash, randomBytes } from "node:crypto";
import { isAllowed } from "../../../gateway-emulator/integration/services/role-access";
import type { Role } from "../../../gateway-emulator/state/role";
import type { Caller } from "../../../service-emulator/caller";
import type { FindCaller } from "../../../service-emulator/wire/service-handler";

interface Credentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
}

/**
 * Credentials of the roles of a stack, which are valid for its local services alone. A role may do what its policies in the stack's
 * state allow. They survive a change of the stack, so that forms that were signed before stay valid.
 */
export class RoleCredentials {
    private readonly byArn = new Map<string, Credentials>();
    private readonly arnByKey = new Map<string, string>();
    private roles: readonly Role[] = [];

    /** Replaces the roles with their policies; keys of roles that are no longer there are unknown from now on. */
    publish(roles: readonly Role[]): void {
        this.roles = roles;
    }

    /** The credentials of a role, always the same. */
    of(roleArn: string): Credentials {
        const known = this.byArn.get(roleArn);
        if (known !== undefined) return known;
        // Keys of sessions begin with ASIA and have 20 characters (IAM user guide, "Unique identifiers").
        const digits = createHash("sha256").update(roleArn).digest("hex").slice(0, 16).toUpperCase();
        const issued = { accessKeyId: `ASIA${digits}`, secretAccessKey: randomBytes(30).toString("base64") };
        this.byArn.set(roleArn, issued);
        this.arnByKey.set(issued.accessKeyId, roleArn);
        return issued;
    }

    /** Finds the role of an access key. */
    readonly find: FindCaller = (accessKeyId) => {
        const arn = this.arnByKey.get(accessKeyId);
        const caller = arn === undefined ? undefined : this.caller(arn, "local");
        if (arn === undefined || caller === undefined) return undefined;
        return { caller, secretAccessKey: this.of(arn).secretAccessKey };
    };

    /** A session of a role; undefined if the stack has no such role. */
    caller(roleArn: string, session: string): Caller | undefined {
        const [, prefix, account, name] = /^(arn:[^:]+):iam::(\d{12}):role\/(?:[^/]+\/)*([^/]+)$/.exec(roleArn) ?? [];
        const role = this.roles.find((each) => each.name === name);
        if (role === undefined) return undefined;
        return {
            arn: `${prefix}:sts::${account}:assumed-role/${name}/${session}`,
            allows: (action, resource) => isAllowed(role.statements, action, resource),
        };
    }
}
