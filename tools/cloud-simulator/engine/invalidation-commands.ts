import { distributionType } from "../resources/edge/distributions";
import type { Cloud } from "../state/cloud";
import type { Invalidation, LiveResource } from "../state/resource-store";
import { type Command, type CommandResult, type Flags, failed, success } from "./aws-cli-command";

/** The commands of the AWS CLI for the invalidations of a distribution. One is in progress until a command waits for it. */
export const invalidationCommands: Readonly<Record<string, Command>> = {
    "cloudfront list-invalidations": {
        flags: ["distribution-id", "max-items"],
        run: withInvalidations("ListInvalidations", (all, { "max-items": max }) => {
            // The CLI prints nothing for an empty list.
            if (all.length === 0) return success();
            const newest = [...all].reverse().slice(0, max === undefined ? all.length : Number(max));
            return success({ InvalidationList: { Items: newest.map(({ Id, Status }) => ({ Id, Status })) } });
        }),
    },
    "cloudfront get-invalidation": {
        flags: ["distribution-id", "id"],
        run: withInvalidations("GetInvalidation", (all, { id }) => {
            const found = all.find(({ Id }) => Id === id);
            return found ? success({ Invalidation: found }) : noInvalidation();
        }),
    },
    "cloudfront create-invalidation": {
        flags: ["distribution-id", "invalidation-batch"],
        run: withInvalidations("CreateInvalidation", (all, { "invalidation-batch": batch = "" }, put) => {
            const InvalidationBatch: Invalidation["InvalidationBatch"] = JSON.parse(batch);
            const { CallerReference, Paths } = InvalidationBatch;
            if (Paths.Quantity !== Paths.Items.length || Paths.Items.some((path) => !path.startsWith("/")))
                return failed(
                    "InvalidArgument",
                    "CreateInvalidation",
                    "Your request contains one or more invalid invalidation paths.",
                );
            // docs.aws.amazon.com/cloudfront/latest/APIReference/API_InvalidationBatch.html
            const known = all.find((each) => each.InvalidationBatch.CallerReference === CallerReference);
            if (known) return success({ Invalidation: known });
            const created = {
                Id: `I${String(all.length + 1).padStart(13, "0")}`,
                Status: "InProgress",
                InvalidationBatch,
            };
            put([...all, created]);
            return success({ Invalidation: created });
        }),
    },
    "cloudfront wait invalidation-completed": {
        flags: ["distribution-id", "id"],
        run: withInvalidations("GetInvalidation", (all, { id }, put) => {
            if (all.every(({ Id }) => Id !== id))
                return { code: 255, text: `Waiter InvalidationCompleted failed: ${noInvalidation().text}` };
            put(all.map((each) => (each.Id === id ? { ...each, Status: "Completed" } : each)));
            return success();
        }),
    },
};

type Run = (all: readonly Invalidation[], flags: Flags, put: (all: readonly Invalidation[]) => void) => CommandResult;

function withInvalidations(operation: string, run: Run): Command["run"] {
    return (flags: Flags, cloud: Cloud, isAllowed: boolean) => {
        const found: LiveResource | undefined = cloud.store.find(distributionType, flags["distribution-id"] ?? "");
        if (!isAllowed || found === undefined)
            return failed("NoSuchDistribution", operation, "The specified distribution does not exist.");
        return run(found.invalidations ?? [], flags, (invalidations) => cloud.store.put({ ...found, invalidations }));
    };
}

const noInvalidation = () =>
    failed("NoSuchInvalidation", "GetInvalidation", "The specified invalidation does not exist.");
