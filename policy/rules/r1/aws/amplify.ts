import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { readList, readString } from "../../../reading/value";

/** Amplify apps. */
export const amplifyTypes: ReadonlySet<string> = new Set(["aws:amplify/app:App"]);

/** Checks that an Amplify app only serves files, and neither runs code nor proxies requests to a backend. */
export function checkAmplify(app: Resource): Finding[] {
    const platform = readString(app.props, "platform");
    if (platform.state === "unknown" || platform.state === "invalid") return [unknownValueFinding(app, platform)];
    // The default, "WEB", serves only files.
    if (platform.state === "known" && platform.value !== "WEB")
        return [published(app, "platform runs code at its own public address", 'set platform to "WEB"')];
    const rules = readList(app.props, "customRules");
    if (rules.state === "unknown" || rules.state === "invalid") return [unknownValueFinding(app, rules)];
    const passed = (rules.state === "known" ? rules.value : []).findIndex((rule) => {
        const status = readString(rule, "status");
        const target = readString(rule, "target");
        const redirects = status.state === "known" && /^30[1278]$/.test(status.value);
        return !redirects && !(target.state === "known" && /^\/(?!\/)/.test(target.value));
    });
    return passed < 0
        ? []
        : [
              published(
                  app,
                  `customRules[${passed}] proxies requests to another host`,
                  `remove customRules[${passed}], or make it a redirect to the API gateway`,
              ),
          ];
}

const published = (app: Resource, actual: string, change: string): Finding =>
    finding(app, { actual, expected: "the API gateway as the only public entry point", change });
