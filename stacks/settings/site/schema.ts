import type { z } from "zod";
import { stageName } from "../domain/forms";
import { object, string } from "../form";

const folder = /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w.-]+(\/[\w.-]+)*$/;

/** The settings of the site: `gatehouse:site`. */
export const site = object({
    build: string("a folder of the project such as app/books-react", folder).describe(
        "Folder with a `package.json` whose script `build` builds the site.",
    ),
    output: string("a folder such as dist", folder)
        .default("dist/public")
        .describe(
            "Folder that the build writes to, below `build`; it has an `index.html`, which serves each path without a file too.",
        ),
    stage: string("the name of a stage", stageName)
        .optional()
        .describe(
            "Stage whose APIs the site calls. Default: the one with the shortest path below the name, and of several the first in the alphabet.",
        ),
});

/** The parsed settings of a site. */
export type SiteSettings = z.output<typeof site>;
