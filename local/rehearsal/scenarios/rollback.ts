import type { Estate } from "../../cloud/estate";
import type { Scenario } from "../scenario";

/** A bad document, then the former one. */
export const rollback: Scenario = {
    name: "rollback",
    statement: "A document that is refused leaves the stages as they were, and the former one takes its place again.",
    async play(rehearsal) {
        await rehearsal.up("everything");
        const served = deployed(rehearsal.world.estate);

        const mended = rehearsal.project.editDocument("pictures", (document) => {
            document.openapi = "3.1.0";
        });
        const refused = await rehearsal.refused(
            "up",
            "a document that the program refuses",
            /app\/pictures\/openapi\.yaml/,
        );
        rehearsal.expect(refused.operations.length === 0, "a document that the program refuses was partly carried out");
        mended();

        const restored = rehearsal.project.editDocument("pictures", (document) => {
            document.paths = Object.fromEntries(Object.entries(document.paths).slice(0, 1));
        });
        const words = "BadRequestException: Errors found during import";
        const failing = await rehearsal.run("up", "a document that AWS refuses", {
            before: ({ verb, type }) => {
                if (verb === "update" && type === "aws:apigateway/restApi:RestApi") throw new Error(words);
            },
        });
        rehearsal.expect(
            failing.refusals.some((refusal) => refusal.includes(words)),
            "AWS did not refuse the document",
        );
        rehearsal.expect(deployed(rehearsal.world.estate) === served, "a refused document changed what is served");

        await rehearsal.up("a document without its operations");
        rehearsal.expect(deployed(rehearsal.world.estate) !== served, "the changed document is not served");
        restored();
        await rehearsal.up("the former document");
        rehearsal.expect(deployed(rehearsal.world.estate) === served, "the former document is not served again");
    },
};

// What the deployment of each stage serves.
function deployed(estate: Estate): string {
    return estate
        .ofType("aws:apigateway/stage:Stage")
        .map(({ inputs }) => estate.find("aws:apigateway/deployment:Deployment", String(inputs.deployment))?.snapshot)
        .join("\n");
}
