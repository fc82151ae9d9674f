import type { Scenario } from "../scenario";

const protectedWords = /is protected|marked for protection/;

/** The edits that could take a stack down. */
export const renameAndReplace: Scenario = {
    name: "rename-and-replace",
    statement:
        "Under deletion protection an edit that would replace the network or the API, or replace or delete a table or a repository, is rejected before any change; other edits succeed without an outage.",
    async run(rehearsal) {
        await rehearsal.set(["gatehouse:deletionProtection"], true);
        await rehearsal.up("everything, protected");

        const restoreCidr = await rehearsal.set(["gatehouse:network", "cidrBlock"], "10.99.0.0/16");
        await rehearsal.expectRejection("preview", "another CIDR", /a cluster's subnets cannot be replaced/);
        await restoreCidr();

        const restoreKey = await rehearsal.set(["gatehouse:apis", "pictures", "table", "sortKey"], "createdAt");
        await rehearsal.expectRejection("preview", "another key of a table", protectedWords);
        await restoreKey();

        await rehearsal.set(["gatehouse:apis", "pictures", "port"], 5076);
        const port = await rehearsal.up("another port");
        rehearsal.expect(port.replaced.length === 0, "another port replaced something");

        await rehearsal.set(["gatehouse:namespace"], "published");
        const namespace = await rehearsal.up("another namespace");
        const links = namespace.replaced.filter(({ type }) => type.endsWith("vpcLink:VpcLink"));
        rehearsal.expect(links.length > 0, "another namespace replaced no VPC link");

        const { pictures, ...others } = rehearsal.setting("gatehouse:apis") as Record<string, unknown>;
        rehearsal.project.addDocument("images", "pictures");
        const renamed = { ...others, images: pictures };
        // Renaming the API replaces its table, and so loses the table's items.
        const restoreName = await rehearsal.set(["gatehouse:apis"], renamed);
        await rehearsal.expectRejection("preview", "another name of an API with a table", protectedWords);
        await restoreName();
        // Renaming an API replaces the repository of its image, and so loses the images that a rollback needs.
        const { books, ...withoutBooks } = rehearsal.setting("gatehouse:apis") as Record<string, unknown>;
        rehearsal.project.addDocument("volumes", "books");
        const restoreBooks = await rehearsal.set(["gatehouse:apis"], { ...withoutBooks, volumes: books });
        await rehearsal.expectRejection("preview", "another name of an API with a repository", protectedWords);
        await restoreBooks();

        await rehearsal.set(["gatehouse:deletionProtection"], false);
        await rehearsal.up("no protection");
        await rehearsal.set(["gatehouse:apis"], renamed);
        await rehearsal.up("another name of an API");
    },
};
