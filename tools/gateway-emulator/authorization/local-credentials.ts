import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Policy } from "./policy";

/** An IAM user or a role's session. */
export interface IamCaller {
    readonly accountId: string;
    /** Such as `arn:aws:iam::123456789012:user/local`. */
    readonly arn: string;
    /** As `aws:PrincipalArn`: that of the role for a session. */
    readonly principalArn: string;
    readonly userId: string;
    /** Absent for a role's session. */
    readonly userName?: string;
    readonly type: "User" | "AssumedRole";
}

/** Credentials that calls are signed with; AWS knows none of them. */
export interface LocalCredentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    /** Only temporary credentials have one. */
    readonly sessionToken?: string;
    /** Time in milliseconds from which the session token is not valid. */
    readonly expiresAt?: number;
    readonly caller: IamCaller;
    /** Policy of the user or role. */
    readonly policy: Policy;
}

// `serve` may run for days.
const maxSessions = 1000;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Issues credentials and finds them by the id of their access key: those of users, and of the last 1,000 sessions. */
export class CredentialStore {
    private readonly users = new Map<string, LocalCredentials>();
    private readonly sessions = new LRUCache<string, LocalCredentials>({ max: maxSessions });

    /** Finds credentials by the id of their access key. */
    find(accessKeyId: string): LocalCredentials | undefined {
        return this.users.get(accessKeyId) ?? this.sessions.get(accessKeyId);
    }

    /** Creates the access key of a user who may call every method. */
    issueUser(accountId: string, userName: string, policy: Policy = allowAll): LocalCredentials {
        const arn = `arn:aws:iam::${accountId}:user/${userName}`;
        const userId = `AIDA${randomText(16)}`;
        const caller: IamCaller = { accountId, arn, principalArn: arn, userId, userName, type: "User" };
        const accessKeyId = `AKIA${randomText(16)}`;
        const credentials = { accessKeyId, secretAccessKey: secret(30), caller, policy };
        this.users.set(accessKeyId, credentials);
        return credentials;
    }

    /** Creates temporary credentials of a role that may call every method. */
    issueSession(accountId: string, roleName: string, expiresAt: number, policy: Policy = allowAll): LocalCredentials {
        const roleId = `AROA${randomText(16)}`;
        const caller: IamCaller = {
            accountId,
            arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/local`,
            principalArn: `arn:aws:iam::${accountId}:role/${roleName}`,
            userId: `${roleId}:local`,
            type: "AssumedRole",
        };
        const accessKeyId = `ASIA${randomText(16)}`;
        const keys = { accessKeyId, secretAccessKey: secret(30), sessionToken: secret(120) };
        const credentials = { ...keys, expiresAt, caller, policy };
        this.sessions.set(accessKeyId, credentials);
        return credentials;
    }
}

const allowAll: Policy = [{ Effect: "Allow", Action: ["execute-api:*"], Resource: ["*"], Condition: {} }];

function randomText(length: number): string {
    return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join("");
}

function secret(bytes: number): string {
    return randomBytes(bytes).toString("base64");
}
