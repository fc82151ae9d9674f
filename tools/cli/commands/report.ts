import { reportCommand } from "../report/report-command";
import { runCommand } from "../terminal/run-command";

runCommand((argv, signal) => reportCommand(argv, signal));
