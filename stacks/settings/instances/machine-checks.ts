import { type Architecture, architectureOf, architectureOfImage } from "../architecture";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";

/** The instance type of an API's machines if its settings name none. */
export const defaultTypes: Readonly<Record<Architecture, string>> = { amd64: "t3.small", arm64: "t4g.small" };

/** Checks the settings of APIs that run on EC2. */
export function checkMachines({ apis = {}, cluster }: Partial<Settings>): string[] {
    return Object.entries(apis)
        .filter(([, { runsOn }]) => runsOn === "instances")
        .flatMap(([name, api]) => [
            ...checkType(name, api, cluster),
            ...checkLines(name, api),
            ...checkSecretNames(name, api),
        ]);
}

function checkType(name: string, api: Settings["apis"][string], cluster: Settings["cluster"]): string[] {
    const architecture = architectureOfImage({ cluster }, api);
    const { instanceType } = api;
    if (instanceType === undefined || architectureOf(instanceType) === architecture) return [];
    const want = `an instance type for ${architecture} such as ${defaultTypes[architecture]}, as its architecture is ${architecture}`;
    return [settingProblem(["apis", name, "instanceType"], instanceType, want)];
}

// Docker reads the variables from a file with a line for each.
function checkLines(name: string, { environment }: Settings["apis"][string]): string[] {
    return Object.entries(environment)
        .filter(([, value]) => /[\r\n]/.test(value))
        .map(([key, value]) => settingProblem(["apis", name, "environment", key], value, "a single line on EC2"));
}

// A secret is passed in the environment of the commands on the machine that start the container, which have variables themselves.
function checkSecretNames(name: string, { secrets }: Settings["apis"][string]): string[] {
    return Object.keys(secrets)
        .filter((key) => /^(PATH|HOME|(DOCKER|LD|PYTHON)_?.*|(HTTPS?|NO)_PROXY)$/i.test(key))
        .map((key) => {
            const want = "another name on EC2, as the commands that start the container read it";
            return `gatehouse:apis.${name}.secrets.${key}: got the name "${key}", want ${want}`;
        });
}
