import type { z } from "zod";
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
});

/** The parsed settings of a site. */
export type SiteSettings = z.output<typeof site>;
