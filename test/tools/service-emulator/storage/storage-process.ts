import { startStorage } from "./local-storage";

// A store in another process, so that only its memory is measured and not that of the clients. It tells how much it had at most.

async function main(): Promise<void> {
    const storage = await startStorage();
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss());
    }, 5);
    process.on("message", async (message) => {
        if (message === "report") process.send?.({ before, most, files: (await storage.files()).length });
        if (message !== "end") return;
        clearInterval(watch);
        await storage.close();
        process.disconnect();
    });
    process.send?.({ endpoint: storage.server.endpoint });
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
