import { portForm } from "./api-schema";
import { settingProblem } from "./problems";
import type { Settings } from "./schema";

type Api = Settings["apis"][string];

/** Checks the number of pods at a path of the settings. */
export function replicasProblems(
    path: readonly string[],
    { replicas, maxReplicas }: Pick<Api, "replicas" | "maxReplicas">,
): string[] {
    if (maxReplicas === undefined || maxReplicas >= replicas) return [];
    return [settingProblem([...path, "maxReplicas"], maxReplicas, `at least replicas, ${replicas}`)];
}

/** Checks the image, the port and the number of pods of an API or a page at a path of the settings. */
export function containerProblems(
    path: readonly string[],
    container: Pick<Api, "image" | "build" | "port" | "replicas" | "maxReplicas">,
): string[] {
    const { image, build } = container;
    const port = container.port === undefined ? [settingProblem([...path, "port"], undefined, portForm)] : [];
    const replicas = [...port, ...replicasProblems(path, container)];
    if ((image === undefined) !== (build === undefined)) return replicas;
    const got = image === undefined ? "neither" : "both";
    return [`gatehouse:${path.join(".")}: got ${got} of image and build, want exactly one of them`, ...replicas];
}
