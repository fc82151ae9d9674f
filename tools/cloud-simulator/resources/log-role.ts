import type { Cloud } from "../state/cloud";
import { text } from "../state/property-values";

/** AWS's error for logs of API Gateway while the account has no role for them (Miserlou/Zappa#1946). */
export const noLogRole =
    "BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable logging";

/** Whether the account has a role by which API Gateway writes logs. */
export function hasLogRole({ store }: Cloud): boolean {
    const accounts = store.ofType("aws:apigateway/account:Account");
    return accounts.some(({ outputs }) => text(outputs.cloudwatchRoleArn) !== "");
}
