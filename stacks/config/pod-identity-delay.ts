import { quote } from "../../openapi/problem";
import { SettingsError } from "../settings/problems";

/** Environment variable with the seconds that a new pod identity is given to become effective, in place of the usual 30. */
export const delayVariable = "GATEHOUSE_POD_IDENTITY_SECONDS";

/**
 * The seconds that the environment gives a new pod identity; undefined where it leaves them to the program.
 * @throws {SettingsError} for a value that is not a number of seconds.
 */
export function podIdentitySeconds({ [delayVariable]: text }: NodeJS.ProcessEnv): number | undefined {
    if (text === undefined || text === "") return undefined;
    const seconds = Number(text);
    if (seconds >= 0 && seconds <= 3600) return seconds;
    throw new SettingsError([`${delayVariable}: got ${quote(text)}, want a number of seconds from 0 to 3600`]);
}
