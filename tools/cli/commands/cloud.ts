import { rejectArguments, serveCloud } from "../cloud/cloud-command";
import { projectFolder, projectName } from "../project/project";
import { stackNames } from "../project/stack-file";
import { runCommand } from "../terminal/run-command";

runCommand(async (argv, signal) => {
    rejectArguments(argv);
    await serveCloud({
        projectName,
        projectFolder,
        stackNames: stackNames(projectFolder),
        write: (text) => process.stdout.write(text),
        onProgress: (line) => process.stderr.write(`${line}\n`),
        signal,
    });
    return 0;
});
