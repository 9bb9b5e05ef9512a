/** CronJobs: a Job at each of many times. */
@NullMarked
package io.jubernetes.controllers.cronjob;

import org.jspecify.annotations.NullMarked;
