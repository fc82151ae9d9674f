import { settingProblem } from "../problems";
import { quantityOf } from "../quantity";
import type { Settings } from "../schema";

const mebibyte = 2 ** 20;
// docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
const [minMemory, maxMemory] = [128, 10_240];

/** Memory of a function in MB, as AWS calls a MiB: 512 for "512Mi". */
export function functionMemory(memory = "256Mi"): number {
    return (quantityOf(memory) ?? 0) / mebibyte;
}

/**
 * Checks the settings of APIs that run on Lambda.
 * @param region the stack's region; undefined if it is not in its configuration.
 */
export function checkFunctions({ apis = {}, stages = {} }: Partial<Settings>, region: string | undefined): string[] {
    const functions = Object.entries(apis).filter(([, { runsOn }]) => runsOn === "lambda");
    const [first] = functions;
    return [
        ...functions.flatMap(([name, { memory, image }]) => [
            ...memoryProblem(name, memory),
            ...(image === undefined ? [] : imageProblem(name, image, region)),
        ]),
        ...(first === undefined ? [] : stageProblems(Object.keys(stages), first[0])),
    ];
}

function memoryProblem(name: string, memory: string | undefined): string[] {
    const size = functionMemory(memory);
    if (Number.isInteger(size) && size >= minMemory && size <= maxMemory) return [];
    const want = `a whole number of Mi from "${minMemory}Mi" to "${maxMemory}Mi" on Lambda`;
    return [settingProblem(["apis", name, "memory"], memory, want)];
}

// docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
const ecrHost = /^\d{12}\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?\//;

// Lambda pulls from no other registry and from no other region; from another account only with a repository policy there
// (docs.aws.amazon.com/lambda/latest/dg/images-create.html).
function imageProblem(name: string, image: string, region: string | undefined): string[] {
    const found = ecrHost.exec(image)?.groups?.region;
    if (found !== undefined && (region === undefined || found === region)) return [];
    const of = region === undefined ? "the stack's region" : region;
    const want = `an image in a private ECR repository of ${of}, as Lambda pulls no other`;
    return [settingProblem(["apis", name, "image"], image, want)];
}

// A stage has an alias of its name, which cannot be a number (AliasName in the API reference of CreateAlias).
function stageProblems(stages: readonly string[], api: string): string[] {
    return stages
        .filter((stage) => /^\d+$/.test(stage))
        .map((stage) => {
            const want = `a name with a letter, as API "${api}" runs on Lambda and has an alias of that name`;
            return settingProblem(["stages", stage], stage, want);
        });
}
